/**
 * This machine itself: `localhost`, 127.0.0.0/8, ::1. Takes the host name of a parsed address (`new URL(…).hostname`).
 * Nothing else is ever called without TLS.
 */
export const isLoopbackName = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname === '[::1]' ||
  hostname === '::1' ||
  /^127(?:\.\d{1,3}){3}$/.test(hostname)
