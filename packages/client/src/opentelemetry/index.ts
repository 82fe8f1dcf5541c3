export { createOpenTelemetryListener, type OpenTelemetryListenerOptions } from './listener.ts';
