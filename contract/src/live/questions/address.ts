import { outcomeOf } from '../service/findings.ts';
import { usageAddresses } from '../service/replay.ts';
import { answered, couldNotTell, type OpenQuestion } from './open-question.ts';

export const address: OpenQuestion = {
  title: 'Is the superseding operation at /v1 or at /partner/v1?',
  async conclude(session) {
    const outcomes: string[] = [];
    let isFound = false;
    for (const place of usageAddresses) {
      const exchange = await session.ask({
        operationId: 'listLicensesUsage',
        ...place,
        query: { top: '1' },
        seeksAddress: true,
      });
      isFound ||= exchange.answer?.status === 200;
      const slash = place.withoutSlash ? '' : '/';
      outcomes.push(`${place.prefix}/v1/…/license${slash}: ${outcomeOf(exchange)}`);
    }
    return isFound
      ? answered(outcomes.join('; '))
      : couldNotTell(`no address answered with 200 (${outcomes.join('; ')})`);
  },
};
