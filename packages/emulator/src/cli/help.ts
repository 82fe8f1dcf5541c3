import { faultHeader } from '../faults/fault-rules.ts';

export const help = `licenses-usage-emulator: a local stand-in for the licence-usage part of Partner Center

Usage
  licenses-usage-emulator [options]   Serve until stopped with Ctrl+C.
  licenses-usage-emulator faults      List the faults that can be switched on.

Where
  --port <number>            Port to listen on; 0 for a free one. Default: 4010
  --host <name>              Address to listen on. Default: 127.0.0.1, this machine only

Facts
  --customers <number>       How many customers there are. Default: 12
  --seed <number>            What computed customers follow from. Default: 1
  --snapshot-date <day>      Day of the latest Office 365 snapshot. Default: 2017-03-09
  --data <file>              Serve the rows of a JSON file: a saved answer of the superseding operation will do.
                             The word "documented" serves the facts of the documentation and nothing else.

Behaviour
  --no-bom                   Begin JSON without a byte order mark.
  --case-sensitive-filter    Tell upper from lower case in filter values.
  --latency <duration>       Keep every answer back, such as 50ms.
  --throttle <limit>         Limit the partner, such as 60/1m: sixty requests in a minute.
  --throttle-customer <limit>
                             Limit the partner and each customer together.
  --retry-after <form>       How a 429 says when to come back: seconds, date or none. Default: seconds
  --fault <fault>            Switch a fault on; may be repeated. Conditions follow a colon:
                             --fault throttled:probability=0.1
                             --fault connection-reset:operation=listLicensesUsage,request=2
                             One request alone: send the header ${faultHeader}: <names>

Tokens
  --require-issued-tokens    Refuse tokens that did not come from the emulator's token endpoint.
  --token-lifetime <duration>
                             How long access tokens live. Default: 60m
  --no-mfa                   Issue tokens of a user who signed in without multi-factor authentication.

Output
  --quiet                    Do not log requests.
  --json-log                 Log one JSON object for each request, and nothing else.
  --help                     Show this text.
  --version                  Show the version.
`.trimEnd();
