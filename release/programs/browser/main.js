/** Runs the example of the README in a page that a proxy serves together with the service, and shows what it prints. */
const lines = [];
console.log = (...words) => lines.push(words.join(' '));
const send = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  const { pathname, search } = new URL(request.url);
  return send(new Request(`${location.origin}${pathname}${search}`, request));
};
globalThis.readAppUserToken = async () => 'any-token';
const ending = await import('./example.mjs').then(
  () => 'done',
  (error) => String(error),
);
document.querySelector('output').textContent = `${lines.length} lines, ${ending}`;
