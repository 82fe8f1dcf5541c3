/** A customer that exists, but buys from another partner: asking for its usage is refused with 403 and code 20002. */
export const foreignCustomerId = '20002f0e-1a2b-4c3d-8e4f-000000020002';
