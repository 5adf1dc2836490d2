import { deflateSync } from 'node:zlib';
import { CHROMIUM, testInBrowser } from './support/browser';
import type { Desk } from './support/desk';
import { eachSeat, House } from './support/house';

let house: House;
beforeAll(async () => {
  if (CHROMIUM !== undefined) house = await House.open(['enterprise-eight-step']);
}, 240_000);
afterAll(async () => {
  if (CHROMIUM !== undefined) await house.close();
}, 60_000);

/** A picture of one colour that no camera took: 64 × 48, eight bits, RGB (PNG, ISO/IEC 15948). */
function picture(): Buffer {
  const [width, height] = [64, 48];
  const rows = Buffer.concat(
    Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x99)])),
  );
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const parts: [string, Buffer][] = [
    ['IHDR', size],
    ['IDAT', deflateSync(rows)],
    ['IEND', Buffer.alloc(0)],
  ];
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...parts.flatMap(([name, data]) => {
      const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
      length.writeUInt32BE(data.length);
      sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(name), data])));
      return [length, Buffer.from(name), data, sum];
    }),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Of the first picture that the page shows, once it is there and whole: the list may be drawn anew meanwhile. */
async function widthOf({ page }: Desk): Promise<number> {
  const shown = await page.waitForFunction(() => {
    const { document } = globalThis as unknown as { document: { querySelector: (of: string) => Picture | null } };
    const image = document.querySelector('.file img');
    image?.scrollIntoView();
    return image?.complete === true && image.naturalWidth;
  });
  return Number(await shown.jsonValue());
}
interface Picture {
  complete: boolean;
  naturalWidth: number;
  scrollIntoView: () => void;
}

for (const [name, seat] of eachSeat(1))
  testInBrowser(
    `a receipt is uploaded and seen by a colleague; what is no picture is refused in words (${name})`,
    async () => {
      const no = await house.registered();
      const lin = await house.at('lin', seat);
      await lin.page.goto(`/complaints/${no}?tab=files`);
      const input = lin.page.locator('.files input[type=file]');
      await input.waitFor({ state: 'attached' });
      await input.setInputFiles({ name: '小票.png', mimeType: 'image/png', buffer: picture() });
      expect(await widthOf(lin)).toBe(64);
      await input.setInputFiles({ name: 'setup.png', mimeType: 'image/png', buffer: Buffer.from('MZ\u0000\u0001') });
      await lin.page.locator('.uploads .failure').waitFor();
      await lin.expectAccessible();
      await lin.expectFits();
      const chen = await house.at('chen', seat);
      await chen.page.goto(`/complaints/${no}?tab=files`);
      const title = chen.page.locator('.file-title');
      await title.waitFor();
      expect(await title.innerText()).toBe('小票.png');
      expect(await widthOf(chen)).toBe(64);
      await lin.close();
      await chen.close();
    },
    240_000,
  );
