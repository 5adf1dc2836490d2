import type { Request, Response } from 'express';
import { customerOf } from '../../domain/case/customer';
import type { Language } from '../../domain/values/text';
import type { Deps } from '../deps';
import { languageOf } from '../language';
import { local } from '../local';
import type { SignedCall } from '../operation';
import type { CustomersCase } from './case-of-link';
import { caseOfLink } from './case-of-link';
import { notice, speaking } from './page';
import type { Speaking } from './page';
import { W } from './words';

/** One request at the link of a case. */
export interface AtLink {
  deps: Deps;
  request: Request;
  response: Response;
  token: string;
  speaks: Speaking;
  read: CustomersCase;
}

/** The case of the link, in the reader's language; whatever leads nowhere is answered the same, and then it is done. */
export async function atLink(deps: Deps, request: Request, response: Response): Promise<AtLink | undefined> {
  const token = String(request.params['token']);
  const read = await caseOfLink(deps, token);
  const language = languageFor(request, read?.state.intake.language);
  const speaks = speaking(language, `${request.baseUrl}${request.path}?lang=${otherThan(language)}`);
  if (read === undefined) {
    local(response).problem = 'NotFound';
    response
      .status(404)
      .type('html')
      .send(notice(speaks, W.unknownTitle, speaks.say(W.unknown)));
    return undefined;
  }
  local(response).no = read.state.no;
  return { deps, request, response, token, speaks, read };
}

/** The language that was chosen on the page, else that of the case, else the browser's. */
export function languageFor(request: Request, ofCase?: Language): Language {
  const { lang } = request.query;
  if (lang === 'zh' || lang === 'en') return lang;
  return ofCase ?? languageOf(request.get('Accept-Language'));
}

export function otherThan(language: Language): Language {
  return language === 'zh' ? 'en' : 'zh';
}

/** The address of another page of the same link, in the same language. */
export function addressAt({ token, speaks }: AtLink, what: string): string {
  return `/c/${token}${what === '' ? '' : `/${what}`}?lang=${speaks.language}`;
}

/** The same in words that lead back to the first page, whatever was sent to get here. */
export function speaksAtHome({ token, speaks }: AtLink): Speaking {
  return { ...speaks, otherwise: `/c/${token}?lang=${otherThan(speaks.language)}` };
}

/** The customer as whoever acts; nothing of it comes from what was sent. */
export function actingIn({ deps, request, response, read, speaks }: AtLink, key?: string): SignedCall {
  return {
    ...{ deps, path: undefined, query: undefined, body: undefined, table: undefined, lastEventId: undefined },
    file: undefined,
    ...{ key, receivedAt: deps.clock(), respondAsync: false, language: speaks.language, cookie: undefined },
    ...{ requireOwnPage: () => undefined, onKnown: () => undefined, address: request.ip ?? '', session: '' },
    actor: customerOf(read.state.no),
    log: deps.log.child({ request: local(response).requestId }),
  };
}
