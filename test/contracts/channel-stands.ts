import type { Channel } from '../../activities/channels/channel';
import { MailServer } from '../activities/mail-server';
import { MessageGatewayServer } from '../activities/message-gateway-server';

/** The other side of a channel, on a real port. */
export interface Stand {
  /** What the channel is configured with to reach it. */
  variables: Record<string, string>;
  /** What has reached people, in order. */
  arrived(): { to: string; text: string }[];
  /** How it takes what comes from now on. */
  mood: (mood: 'well' | 'busy' | 'refusing') => void;
  stop(): Promise<void>;
}

/** Those that are reached otherwise than by a gateway, see `docs/message-gateway.md`. */
const OWN: Readonly<Record<string, () => Promise<Stand>>> = { email: mailStand };

export function standOf({ definition, configuration }: Channel): Promise<Stand> {
  return OWN[definition.name]?.() ?? gatewayStand(Object.keys(configuration));
}

async function mailStand(): Promise<Stand> {
  const server = await new MailServer().start();
  return {
    variables: { SMTP_URL: server.url },
    arrived: () => server.taken.flatMap(({ recipients, text }) => recipients.map((to) => ({ to, text }))),
    mood: (mood) => {
      const code = { well: undefined, busy: 421, refusing: 550 }[mood];
      server.replyTo = () => code;
    },
    stop: () => server.stop(),
  };
}

async function gatewayStand(names: readonly string[]): Promise<Stand> {
  const server = await new MessageGatewayServer().start();
  const [url, secret] = ['_URL', '_SECRET'].map((ending) => names.find((name) => name.endsWith(ending)));
  if (url === undefined || secret === undefined)
    throw new Error(`${names.join(', ')}: no gateway; say in channel-stands.ts how its other side is stood in for`);
  return {
    variables: { [url]: server.url, [secret]: server.secret },
    arrived: () => server.sent.map(({ to, text }) => ({ to, text })),
    mood: (mood) => {
      server.answersAlways = mood === 'busy' ? { status: 503, body: '' } : undefined;
      server.becomes = () =>
        mood === 'refusing'
          ? { status: 'refused', reason: 'noSuchAddress' }
          : { status: 'delivered', reference: `S-${server.sent.length}` };
    },
    stop: () => server.stop(),
  };
}
