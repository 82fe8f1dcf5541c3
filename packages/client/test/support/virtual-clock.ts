/* Shared with the soak test and the measurements of the throttle, so that it lives in a member of its own. */
export { settled, startInMs, VirtualClock } from '@licenses-usage/testing/virtual-clock';
