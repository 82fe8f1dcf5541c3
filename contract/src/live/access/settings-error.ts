/** A missing or unusable setting, described without secrets. Nothing has been sent. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
