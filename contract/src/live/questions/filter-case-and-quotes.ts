import type { Exchange } from '../service/exchange.ts';
import { listIn, outcomeOf, rowsOf, textAt, totalOf } from '../service/findings.ts';
import type { Findings } from '../service/replay.ts';
import type { Session } from '../service/session.ts';
import { answered, couldNotTell, type Conclusion, type OpenQuestion } from './open-question.ts';

export const filterCaseAndQuotes: OpenQuestion = {
  title: 'Does case matter in filters, and how is a quote escaped?',
  async conclude(session, findings) {
    const conclusions = [await concludeCase(session, findings), await concludeQuotes(session, findings)];
    const told = conclusions.flatMap((conclusion) => (conclusion.isAnswered ? [conclusion.text] : []));
    const untold = conclusions.flatMap((conclusion) => (conclusion.isAnswered ? [] : [conclusion.because]));
    if (told.length === 0) return couldNotTell(untold.join(', and '));
    return answered([...told, ...untold.map((because) => `the rest is open because ${because}`)].join('; '));
  },
};

async function concludeCase(session: Session, { usage, usageAt }: Findings): Promise<Conclusion> {
  const channel = rowsOf(usage).flatMap((row) => textAt(row, 'channel') ?? [])[0];
  if (channel === undefined) return couldNotTell('no row has a channel to filter by');
  const other = channel === channel.toUpperCase() ? channel.toLowerCase() : channel.toUpperCase();
  const same = await filterBy(session, usageAt, 'channel', channel);
  const changed = await filterBy(session, usageAt, 'channel', other);
  if (listIn(same) === undefined || listIn(changed) === undefined) {
    return couldNotTell(
      `a filter was answered with ${outcomeOf(same)} and, in the other case, ${outcomeOf(changed)}`,
    );
  }
  if (countOf(same) === 0) return couldNotTell('a filter by a value of the rows finds nothing');
  return answered(countOf(changed) === countOf(same) ? 'case does not matter' : 'case matters');
}

async function concludeQuotes(session: Session, { customerNames, usageAt }: Findings): Promise<Conclusion> {
  const name = customerNames.find((customer) => customer.includes(`'`));
  const doubled = await filterBy(session, usageAt, 'customerName', name ?? `O'Neill`);
  if (doubled.answer?.status === 400) return answered('a doubled quote is refused with 400');
  if (listIn(doubled) === undefined) {
    return couldNotTell(`a filter with a doubled quote was answered with ${outcomeOf(doubled)}`);
  }
  if (countOf(doubled) > 0) return answered('a doubled quote stands for one');
  return answered(
    name === undefined
      ? 'a doubled quote is accepted; no customer has a quote in its name, by which to tell that it stands for one'
      : 'a doubled quote is accepted, but finds nothing',
  );
}

function filterBy(
  session: Session,
  usageAt: Findings['usageAt'],
  field: string,
  value: string,
): Promise<Exchange> {
  const filter = `${field} eq '${value.replaceAll(`'`, `''`)}'`;
  return session.ask({ operationId: 'listLicensesUsage', ...usageAt, query: { filter, top: '1' } });
}

function countOf(exchange: Exchange): number {
  return totalOf(exchange) ?? rowsOf(exchange).length;
}
