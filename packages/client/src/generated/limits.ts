// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

/** The largest page that every list allows. It is also the page size when none is asked for. */
export const largestPage = 10000;
