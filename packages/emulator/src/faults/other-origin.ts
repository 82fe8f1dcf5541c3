/**
 * An address at another origin than this one. A listening emulator answers there too, under the machine's other name, so that a test
 * can see in `requests` whether a token was carried along; in process, every host is answered anyway.
 */
export function otherOrigin(url: URL): string {
  const names: Readonly<Record<string, string>> = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' };
  const other = names[url.hostname];
  return other === undefined ? 'https://another-origin.example' : url.origin.replace(url.hostname, other);
}
