/** What is missing or unusable, in one sentence without secrets: nothing has been sent. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
