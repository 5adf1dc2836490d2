import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A way to a server on this machine that can be cut and slowed down. */
export class Cuttable {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  /** Whoever connects meanwhile is turned away. */
  private isCut = false;
  /** Each piece of data waits so long. */
  delayMs = 0;

  private constructor(target: () => number) {
    this.server = createServer((near) => {
      if (this.isCut) {
        near.destroy();
        return;
      }
      const far = connect(target(), '127.0.0.1');
      this.join(near, far);
      this.join(far, near);
    });
  }

  /** @param target the port that it leads to, asked for at each connection */
  static async open(target: () => number): Promise<Cuttable> {
    const one = new Cuttable(target);
    one.server.listen(0, '127.0.0.1');
    await once(one.server, 'listening');
    return one;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends every connection in the middle of whatever it carries. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(from: Socket, to: Socket): void {
    this.sockets.add(from);
    let under: Promise<unknown> | undefined;
    from.setNoDelay(true);
    from.on('data', (data) => {
      // What came before is never overtaken, also once nothing is slow any more.
      if (this.delayMs === 0 && under === undefined) {
        to.write(data);
        return;
      }
      const mine: Promise<unknown> = (under ?? Promise.resolve())
        .then(() => sleep(this.delayMs))
        .then(() => {
          if (!to.destroyed) to.write(data);
          if (under === mine) under = undefined;
        });
      under = mine;
    });
    from.on('end', () => to.end());
    from.on('error', () => undefined);
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }
}
