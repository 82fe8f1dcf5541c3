import type { Call } from './call.ts';

export function callFromRequest(request: Request): Call {
  return {
    method: request.method.toUpperCase(),
    url: new URL(request.url),
    headers: Object.fromEntries(request.headers),
    readBody: () => request.text(),
  };
}
