import { renderToString } from 'react-dom/server';
import type * as HeadModule from '../src/parts/case-head';

// The console reads the page's address, and whom the tab acts for, when it is loaded.
Object.assign(globalThis, { location: new URL('http://127.0.0.1/'), sessionStorage: { getItem: () => null } });
const { CaseHead } = jest.requireActual<typeof HeadModule>('../src/parts/case-head');

type Detail = Parameters<typeof CaseHead>[0]['detail'];

/** Of a case that says nothing else. */
function headOf(more: Partial<Detail>): string {
  const detail: Partial<Detail> = { no: 'C260930-4K7QMXJ', status: 'open', intake: { complainant: {} }, ...more };
  return renderToString(<CaseHead detail={detail as Detail} />);
}

test('whoever was first responsible stays named at the head of the case, whoever works on it', () => {
  const head = headOf({ firstResponsible: { id: 'lin', name: '林晓' }, handler: { id: 'zhao', name: '赵敏' } });
  expect(head).toMatch(/首问责任人<\/dt><dd>林晓/);
  expect(headOf({})).not.toContain('首问责任人');
});

test('a contact that nobody has proved is said to be none, and each receipt is shown for itself', () => {
  const receipts = [
    { number: 'A-001', amountFen: 5_000 },
    { number: 'A-002', amountFen: 18_050 },
  ];
  const head = headOf({ contactUnproven: true, intake: { complainant: { phone: '13912345678' }, receipts } });
  for (const shown of ['联系方式未核实', 'A-001', '50.00', 'A-002', '180.50']) expect(head).toContain(shown);
  expect(headOf({})).not.toContain('联系方式未核实');
});
