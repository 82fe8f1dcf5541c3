import type { ResumePoint } from '../errors/licenses-usage-error.ts';

/**
 * A copy of the error that says where its list can be resumed. A copy, because lists that fail of one cause, such as a
 * refused token, get the same error, and each has its own place.
 */
export function withResume(error: Error, resume: ResumePoint): Error {
  const { rowsDelivered } = resume;
  const delivered = ` Rows delivered before: ${rowsDelivered}; continue with error.resume.continuationToken.`;
  const message = rowsDelivered === 0 ? error.message : `${error.message}${delivered}`;
  const copy = new Error(message);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
  const { message: _, stack: __, ...own } = Object.getOwnPropertyDescriptors(error);
  Object.defineProperties(copy, { ...own, resume: { value: resume, enumerable: true, configurable: true } });
  if (error.stack !== undefined) copy.stack = error.stack.replace(error.message, () => message);
  return copy;
}
