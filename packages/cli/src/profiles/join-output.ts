/** Joins the output of a command for several profiles, in the same format. */
export interface OutputJoiner {
  /** The text before the output of a profile. */
  begin(profile: string): string;
  /** The output itself, as it arrives. */
  write(text: string): string;
  /** The text after it. */
  end(): string;
  /** The text after the last profile. */
  close(): string;
}

export function createJoiner(format: string): OutputJoiner {
  switch (format) {
    case 'csv':
      return joinCsv();
    case 'ndjson':
      return joinLines();
    case 'json':
      return joinJson();
    case 'markdown':
      return joinText((profile) => `## ${profile}\n\n`);
    default:
      return joinText((profile) => `${profile}\n${'─'.repeat(profile.length)}\n`);
  }
}

function joinText(headingOf: (profile: string) => string): OutputJoiner {
  let isFirst = true;
  return {
    begin(profile) {
      const heading = `${isFirst ? '' : '\n'}${headingOf(profile)}`;
      isFirst = false;
      return heading;
    },
    write: (text) => text,
    end: () => '',
    close: () => '',
  };
}

/** One object, with the document of each profile under its name, or null if it printed nothing. */
function joinJson(): OutputJoiner {
  let [isFirst, hasText] = [true, false];
  return {
    begin(profile) {
      const before = `${isFirst ? '{' : ','}\n${JSON.stringify(profile)}: `;
      [isFirst, hasText] = [false, false];
      return before;
    },
    write(text) {
      hasText ||= text.trim() !== '';
      return text;
    },
    end: () => (hasText ? '' : 'null'),
    close: () => (isFirst ? '' : '}\n'),
  };
}

/** The name of the profile is the first property of every line. */
function joinLines(): OutputJoiner {
  let [pending, name] = ['', ''];
  const put = (line: string) => line.replace(/^\{\s*(\}?)/, (_all, end) => `{"profile":${name}${end || ','}`);
  return {
    begin(profile) {
      [pending, name] = ['', JSON.stringify(profile)];
      return '';
    },
    write(text) {
      const lines = (pending + text).split('\n');
      pending = lines.pop() ?? '';
      return lines.map((line) => `${put(line)}\n`).join('');
    },
    end: () => (pending === '' ? '' : `${put(pending)}\n`),
    close: () => '',
  };
}

/** The name of the profile is the first column, under one header. */
function joinCsv(): OutputJoiner {
  let [pending, record, name, separator] = ['', '', '', ','];
  let [isFirst, isHeader] = [true, true];
  const put = (line: string): string => {
    record += line;
    // A line break within quotes does not end a record.
    if ((record.split('"').length - 1) % 2 === 1) return '';
    const whole = record;
    record = '';
    if (!isHeader) return `${name}${separator}${whole}`;
    isHeader = false;
    const [mark] = /^\uFEFF?/.exec(whole) ?? [''];
    separator = /[,;]/.exec(whole)?.[0] ?? ',';
    const header = isFirst ? `${mark}profile${separator}${whole.slice(mark.length)}` : '';
    isFirst = false;
    return header;
  };
  return {
    begin(profile) {
      [pending, record, name, isHeader] = ['', '', profile, true];
      return '';
    },
    write(text) {
      const lines = (pending + text).split('\n');
      pending = lines.pop() ?? '';
      return lines.map((line) => put(`${line}\n`)).join('');
    },
    end: () => (pending === '' ? '' : put(`${pending}\n`)),
    close: () => '',
  };
}
