import { z } from 'zod';
import type { AnyRoute } from '#contract/route.ts';
import { type RouteName, routes } from '#contract/routes.ts';
import { errorReply } from '#contract/values.ts';
import { errorCodes } from '#domain/values/error-codes.ts';

/** The OpenAPI 3.1 document of all routes, made from the same schemas that check calls. */
export function openApiDocument(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of Object.entries(routes) as [RouteName, AnyRoute][]) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: '守望 Shouwang', version, license: { name: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Error: schemaOf(errorReply, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-shouwang' } },
    },
  };
}

function operation(name: RouteName, route: AnyRoute): Record<string, unknown> {
  return {
    operationId: name,
    summary: route.summary,
    'x-access': route.access,
    ...(route.access === 'public' ? {} : { security: [{ session: [] }] }),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }
      : {}),
    ...(route.kind === 'upload'
      ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: UPLOAD } } } }
      : {}),
    responses: {
      200:
        route.kind === 'file'
          ? { description: 'the file', content: { 'application/octet-stream': {} } }
          : { description: 'done', content: { 'application/json': { schema: schemaOf(route.reply, 'output') } } },
      default: {
        description: errorSummary,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

const errorSummary = `one of: ${Object.keys(errorCodes).join(', ')}`;

const UPLOAD = { type: 'object', properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } } };

interface ObjectSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): unknown[] {
  if (!schema) return [];
  const object: ObjectSchema = schemaOf(schema, 'input');
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (object.required ?? []).includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): ObjectSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest as ObjectSchema;
}
