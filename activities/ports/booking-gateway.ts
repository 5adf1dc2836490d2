import type { GatewayAbsent, GatewayAnswer, GatewayOrder, RemedyGateway } from './remedy-gateway';

/**
 * For an installation that no payer or store is connected to: only books. The row of the ledger is the booking, so this
 * keeps nothing itself; people see there what is to be paid or sent. A second gateway can't have acted before a crash,
 * which is why every key is `absent`.
 */
export class BookingGateway implements RemedyGateway {
  async execute({ key }: GatewayOrder): Promise<GatewayAnswer> {
    return { status: 'done', reference: booked(key) };
  }

  async find(): Promise<GatewayAbsent> {
    return { status: 'absent' };
  }

  async undo(key: string): Promise<GatewayAnswer> {
    return { status: 'done', reference: booked(key) };
  }
}

function booked(key: string): string {
  return `booked:${key}`;
}
