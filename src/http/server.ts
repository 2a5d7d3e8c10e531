import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { AppError } from '#domain/values/app-error.ts';
import { type ErrorCode, errorCodes } from '#domain/values/error-codes.ts';
import type { Handlers } from './handler.ts';
import { presentRefusal } from './lead-presenter.ts';
import { openApiDocument } from './open-api.ts';
import { type Gate, registerRoutes } from './register-routes.ts';
import { serveClient } from './serve-client.ts';

const UPLOAD_BYTES = 60 * 1024 * 1024;
const UPLOAD_FILES = 10;
const BODY_BYTES = 4 * 1024 * 1024;

export interface ServerOptions {
  readonly version: string;
  /** Folder of the built office client; undefined: the API alone. */
  readonly clientFolder?: string;
  readonly callsPerMinute: number;
  readonly logLevel: 'silent' | 'warn' | 'info';
}

/** The front door as a list of steps. Listening is the caller's business. */
export async function buildServer(options: ServerOptions, gate: Gate, handlers: Handlers): Promise<FastifyInstance> {
  const server = Fastify({
    logger: { level: options.logLevel },
    genReqId: () => randomUUID(),
    bodyLimit: BODY_BYTES,
  });
  await server.register(helmet, securityHeaders);
  await server.register(rateLimit, { max: options.callsPerMinute, timeWindow: 60_000, errorResponseBuilder: tooMany });
  await server.register(cookie);
  await server.register(multipart, { limits: { fileSize: UPLOAD_BYTES, files: UPLOAD_FILES } });
  server.addHook('onRequest', refuseForeignOrigin);
  server.setErrorHandler((error, request, reply) => {
    const { code, facts } = appErrorOf(error);
    if (code === 'internal') request.log.error({ err: error, requestId: request.id }, 'unexpected failure');
    const { refusals, ...rest } = facts;
    return reply
      .code(errorCodes[code])
      .header('cache-control', 'no-store')
      .send({
        error: code,
        facts: rest,
        ...(Array.isArray(refusals) ? { refusals: refusals.map(presentRefusal) } : {}),
        requestId: request.id,
      });
  });
  const document = openApiDocument(options.version);
  server.get('/api/openapi.json', async () => document);
  server.get('/api/health', async () => ({ ok: true }));
  registerRoutes(server, gate, handlers);
  await serveClient(server, options.clientFolder);
  return server;
}

const securityHeaders = {
  contentSecurityPolicy: {
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'font-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'object-src': ["'none'"],
      'frame-ancestors': ["'none'"],
      'upgrade-insecure-requests': null,
    },
  },
};

/** A state change from another site is refused whatever cookie it carries. */
async function refuseForeignOrigin(request: FastifyRequest): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('bad-origin');
  if (origin !== undefined && URL.parse(origin)?.host !== host) throw new AppError('bad-origin');
}

function tooMany(): AppError {
  return new AppError('too-many-requests');
}

/** Failures of the framework itself under our codes; what is none of these is a bug and is logged once, here. */
function appErrorOf(error: unknown): { code: ErrorCode; facts: Readonly<Record<string, unknown>> } {
  if (error instanceof AppError) return error;
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return { code: 'file-too-large', facts: {} };
  if (status === 404) return { code: 'not-found', facts: {} };
  if (status === 429) return { code: 'too-many-requests', facts: {} };
  if (typeof status === 'number' && status >= 400 && status < 500) return { code: 'bad-request', facts: {} };
  return { code: 'internal', facts: {} };
}
