import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { AppError } from '#domain/values/app-error.ts';

/** The built client under `/`; every address that is no file and not of the API opens the client, which knows its own pages. */
export async function serveClient(server: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder !== undefined) {
    await server.register(fastifyStatic, {
      root: folder,
      setHeaders(reply, path) {
        const hashed = path.includes('/assets/');
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  server.setNotFoundHandler((request, reply) => {
    if (folder === undefined || request.url.startsWith('/api/') || request.method !== 'GET') {
      throw new AppError('not-found');
    }
    return reply.sendFile('index.html');
  });
}
