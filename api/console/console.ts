import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import compression from 'compression';
import express from 'express';
import type { RequestHandler, Response } from 'express';
import { NOT_BUILT } from './not-built';
import { pagePolicy } from './page-policy';
import { WHERE } from './where';

/** Stands in the built page where each answer puts a nonce of its own. */
const NONCE = '__CSP_NONCE__';

/** Addresses that are the API's own: what it does not know there is missing, and no page of the console. */
const NOT_OF_THE_CONSOLE = /^\/(api|docs|assets|health|ready|metrics)(\/|$)/;

/**
 * Serves the console as it was built into a folder: its files, and its one page at whatever address a browser asks to
 * see, since the page itself knows which there are. Where nothing was built, that page says how to; the API works all the
 * same.
 */
export function consoleFrom(folder: string): RequestHandler[] {
  const files = express.static(folder, {
    ...{ index: false, redirect: false, dotfiles: 'ignore' },
    setHeaders: (response, path) => response.setHeader('Cache-Control', cachingOf(path)),
  });
  const page: RequestHandler = async (request, response, next) => {
    const { method, path } = request;
    if (!isPage(method, path, request.get('Accept'))) {
      if (isRead(method) && path === '/' && request.accepts('text/plain') !== false) response.type('text').send(WHERE);
      else next();
      return;
    }
    sendPage(response, await readFile(join(folder, 'index.html'), 'utf8').catch(missing));
  };
  return [unlessOfApi(compression()), unlessOfApi(files), page];
}

/**
 * The API's own answers are not compressed beside what somebody sent, which could tell by its length what a secret is
 * like. And the built page has to get its nonce, whatever name it is asked for by.
 */
function unlessOfApi(handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (/^\/(api|docs)(\/|$)|\/index\.html$/i.test(request.path)) next();
    else void handler(request, response, next);
  };
}

/** Names of files in `assets` have a hash of what is in them. */
function cachingOf(path: string): string {
  return path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isPage(method: string, path: string, accept = ''): boolean {
  return isRead(method) && accept.includes('text/html') && !NOT_OF_THE_CONSOLE.test(path);
}

function sendPage(response: Response, built: string | undefined): void {
  const nonce = randomBytes(18).toString('base64url');
  response
    .status(built === undefined ? 404 : 200)
    .set({ 'Cache-Control': 'no-cache', 'Content-Security-Policy': pagePolicy(nonce) })
    .type('html')
    .send((built ?? NOT_BUILT).replaceAll(NONCE, nonce));
}

function missing(error: unknown): undefined {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
