import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { freePort, requireFreePort } from '../../engines/ports';

describe('ports', () => {
  test('requireFreePort, somebody listens: refused, naming port, use and option', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      await expect(requireFreePort(port, '127.0.0.1', 'the API', '--port (REDRESS_PORT)')).rejects.toThrow(
        `Port ${port} on 127.0.0.1, meant for the API, is taken. Choose another with --port (REDRESS_PORT).`,
      );
    } finally {
      other.close();
    }
  });

  test('freePort: never one that the system may give to an outgoing connection meanwhile', async () => {
    for (let i = 0; i < 20; i++) expect(await freePort()).toBeLessThan(32_768);
  });

  test('requireFreePort, nobody listens: passes and leaves the port free', async () => {
    const port = await freePort();
    await requireFreePort(port, '127.0.0.1', 'the API', '--port (REDRESS_PORT)');
    await requireFreePort(port, '127.0.0.1', 'the API', '--port (REDRESS_PORT)');
  });

  test('requireFreePort, an address that is not this machine: refused with the reason', async () => {
    await expect(requireFreePort(4780, '203.0.113.7', 'the API', '--port (REDRESS_PORT)')).rejects.toThrow(/fails: /);
  });
});
