import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Answer } from '../answers/answer.ts';
import type { JsonObject } from '../documents/json.ts';
import { verifyPact } from './verify-pact.ts';

/** The question whether `answer` satisfies a pact with `response`. */
export interface Question {
  /** The response of an interaction, as in the pact. */
  readonly response: JsonObject;
  readonly answer: Answer;
}

/**
 * Asks Pact's verifier many questions at once: a pact with one interaction per question is verified against a server
 * that returns the answers.
 *
 * @returns for each question the reasons why the pact refuses the answer; empty when it accepts it.
 */
export async function judgeAnswers(questions: readonly Question[]): Promise<readonly (readonly string[])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-'));
  const failures: unknown[] = [];
  const server = createServer((request, response) => {
    const { status, headers, body } = questions[Number(request.url?.slice(1))]?.answer ?? notAsked;
    try {
      response.writeHead(status, headers).end(body);
    } catch (error) {
      failures.push(error);
      response.writeHead(500).end();
    }
  });
  try {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The answers have no port.');
    const file = join(folder, 'questions.json');
    await writeFile(file, JSON.stringify(pactOf(questions)));
    const results = await verifyPact({
      file: pathToFileURL(file),
      providerUrl: `http://127.0.0.1:${address.port}`,
      states: {},
    });
    if (failures.length > 0) {
      throw new AggregateError(failures, `An answer can't be given: ${failures.map(String).join('; ')}`);
    }
    const byDescription = new Map(results.map(({ description, mismatches }) => [description, mismatches]));
    return questions.map((_, index) => byDescription.get(describe(index)) ?? ['no result']);
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  }
}

const notAsked: Answer = { status: 500, headers: {}, body: '' };

function pactOf(questions: readonly Question[]): JsonObject {
  return {
    consumer: { name: 'questions' },
    provider: { name: 'answers' },
    metadata: { pactSpecification: { version: '4.0' } },
    interactions: questions.map(({ response }, index) => ({
      type: 'Synchronous/HTTP',
      description: describe(index),
      request: { method: 'GET', path: `/${index}` },
      response,
    })),
  };
}

const describe = (index: number) => `question ${index}`;
