import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

let folder: string | undefined;

/**
 * Variables that point to a single certificate. The verifier reads all certificates of the machine for each request,
 * which takes five times as long as everything else. It needs at least one, although there is no TLS here.
 */
export function fewCertificates(): { readonly SSL_CERT_FILE: string; readonly SSL_CERT_DIR: string } {
  folder ??= createFolder();
  const file = join(folder, 'one.pem');
  writeFileSync(file, rootCertificates[0] ?? '');
  return { SSL_CERT_FILE: file, SSL_CERT_DIR: folder };
}

function createFolder(): string {
  const created = mkdtempSync(join(tmpdir(), 'certificates-'));
  process.once('exit', () => rmSync(created, { recursive: true, force: true }));
  return created;
}
