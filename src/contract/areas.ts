import { z } from 'zod';
import { route } from './route.ts';
import { areaId, areaRef, requestId } from './values.ts';

export const listAreas = route({
  method: 'GET',
  path: '/api/areas',
  summary: 'Townships and villages of the own area',
  access: 'area.read',
  reply: z.object({
    county: areaRef.nullable(),
    towns: z.array(areaRef.extend({ villages: z.array(areaRef) })),
  }),
});

export const addArea = route({
  method: 'POST',
  path: '/api/areas',
  summary: 'Add an area without official code (功能区, 安置区) by hand',
  access: 'area.write',
  body: z.strictObject({
    requestId,
    level: z.enum(['township', 'village']),
    parent: areaId,
    name: z.string().trim().min(2).max(40),
    code: z
      .string()
      .regex(/^\d{9}(\d{3})?$/)
      .optional(),
  }),
  reply: areaRef,
});
