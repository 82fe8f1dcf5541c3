import type { ProviderState } from '../emulator/provider-states.ts';
import { createProvider } from '../emulator/provider.ts';
import { loadPact } from '../documents/pact.ts';
import { verifyPact } from '../judges/verify-pact.ts';
import type { Finding } from './finding.ts';

/** The emulator keeps every promise of a pact, over HTTP. */
export async function checkEmulatorAgainstPact(
  file: URL,
  states: Readonly<Record<string, ProviderState>>,
): Promise<readonly Finding[]> {
  const { interactions } = await loadPact(file);
  const provider = await createProvider();
  try {
    const results = await verifyPact({
      file,
      providerUrl: provider.url,
      states: Object.fromEntries(
        Object.entries(states).map(([name, state]) => [
          name,
          async (parameters) => provider.become(state(parameters)),
        ]),
      ),
      filterRequest(request) {
        // A continuation token is opaque, so the emulator's own token is sent rather than the pact's example.
        if (request.headers['ms-continuationtoken'] !== undefined) {
          request.headers['ms-continuationtoken'] = provider.continuationToken();
        }
      },
    });
    if (provider.answered() !== interactions.length) {
      throw new Error(
        `The emulator was asked ${provider.answered()} times about ${interactions.length} interactions.`,
      );
    }
    return results.flatMap(({ description, mismatches }) =>
      mismatches.map((mismatch) => ({
        place: description,
        fault: `The emulator's answer breaks the pact: ${mismatch}.`,
        repair: 'Correct packages/emulator/src/operations, or the state in contract/src/emulator.',
      })),
    );
  } finally {
    await provider.close();
  }
}
