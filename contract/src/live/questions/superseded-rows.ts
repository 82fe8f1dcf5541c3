import { askForRows } from './ask-for-rows.ts';
import type { OpenQuestion } from './open-question.ts';

export const supersededRows: OpenQuestion = {
  title: 'Do the superseded operations on usage still return rows?',
  conclude: (session, { customerIds }) =>
    askForRows(session, customerIds, {
      partner: 'getPartnerLicensesUsage',
      customer: 'getCustomerLicensesUsage',
    }),
};

/** Reported to be empty since November 2021. */
export const deploymentRows: OpenQuestion = {
  title: 'Do the superseded operations on deployment still return rows?',
  conclude: (session, { customerIds }) =>
    askForRows(session, customerIds, {
      partner: 'getPartnerLicensesDeployment',
      customer: 'getCustomerLicensesDeployment',
    }),
};
