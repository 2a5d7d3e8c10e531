/** `__Host-`: no domain, path /, Secure; browsers treat loopback as secure, elsewhere TLS stands in front. */
export const SESSION_COOKIE = '__Host-shouwang';

export const sessionCookieOptions = {
  path: '/',
  httpOnly: true,
  secure: true,
  sameSite: 'strict',
} as const;
