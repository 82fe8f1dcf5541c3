/** Tries mutations in a separate process: receives their indexes and sends the results. */
import { recordAnswers } from '../emulator/recorded-answers.ts';
import { createTypeCheck } from '../gates/types.ts';
import { createPactJudge } from '../judges/pact-judge.ts';
import { loadSubject, mutationsOf } from './subject.ts';
import { tryMutation } from './try-mutation.ts';

const thoroughness = process.argv[2] === 'first refusal' ? 'first refusal' : 'all gates';
const subject = await loadSubject();
const mutations = mutationsOf(subject);
const equipment = {
  judge: createPactJudge(1),
  typeCheck: await createTypeCheck(),
  recorded: await recordAnswers(400),
};

process.on('message', (index: unknown) => {
  const mutation = typeof index === 'number' ? mutations[index] : undefined;
  if (mutation === undefined) throw new Error(`There is no mutation ${String(index)}.`);
  tryMutation(mutation, subject, equipment, thoroughness).then(
    (kills) => process.send?.({ index, kills }),
    (error: unknown) => process.send?.({ index, error: String(error) }),
  );
});

process.on('disconnect', () => {
  equipment.judge.close();
  void equipment.typeCheck.close();
});

process.send?.('ready');
