import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

import { readCall } from '../call/call.ts';
import { type RoutedOperation, routedOperations, routeOf } from '../call/routes.ts';
import { deliver } from '../delivery/deliver.ts';
import { wait } from '../delivery/wait.ts';
import { pageRoutes } from '../page/page-routes.ts';
import { answerCall } from './answer-call.ts';
import { answerPreflight, corsHeaders } from './cors.ts';
import type { Services } from '../services/services.ts';

/** The connection of a request. Empty when the request is answered in this process. */
export interface Env {
  readonly Bindings: Partial<HttpBindings>;
}

/** Larger than any token request. */
const maxBodySize = 65_536;

/** Creates the routes of everything that the emulator serves. */
export function createApp(services: Services): Hono<Env> {
  const { settings } = services;
  const app = new Hono<Env>({ strict: false });

  const respond = async (
    context: Context<Env>,
    operation: RoutedOperation | undefined,
  ): Promise<Response> => {
    const preflight = answerPreflight(context, settings.allowedOrigins);
    if (preflight !== undefined) return preflight;
    const answer = answerCall(await readCall(context, operation), services);
    // Over HTTP, a closed connection is noticed when the answer is written.
    const signal = context.env?.incoming === undefined ? context.req.raw.signal : undefined;
    if (settings.latencyInMs > 0) await wait(settings.latencyInMs, signal);
    const headers = { ...answer.headers, ...corsHeaders(context, settings.allowedOrigins) };
    return deliver({ ...answer, headers }, context);
  };

  const tooLarge = (context: Context): Response => context.body(null, 413);
  for (const [path, answerTo] of Object.entries(pageRoutes)) {
    app.get(path, (context) => deliver(answerTo(services, new URL(context.req.url).searchParams), context));
  }
  app.post('/:tenant/oauth2/*', bodyLimit({ maxSize: maxBodySize, onError: tooLarge }));
  for (const operation of routedOperations) {
    for (const path of routeOf(operation).paths) {
      app.all(path, (context) => respond(context, operation));
    }
  }
  app.notFound((context) => respond(context, undefined));
  app.onError((error) => {
    // In process, a fault such as a broken connection rejects the caller's fetch.
    throw error;
  });
  return app;
}
