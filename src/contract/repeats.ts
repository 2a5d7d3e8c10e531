import { z } from 'zod';
import { actReply, leadRef } from './leads.ts';
import { route } from './route.ts';
import { requestId } from './values.ts';

export const keepVisits = route({
  method: 'POST',
  path: '/api/leads/keep-visit',
  summary: '沿用: marked lines rest on the earlier visit and its result; the person who confirms is named in the act',
  access: 'lead.decide',
  body: z.strictObject({ requestId, leads: z.array(leadRef).min(1).max(500) }),
  reply: actReply,
});

export const orderVisits = route({
  method: 'POST',
  path: '/api/leads/order-visit',
  summary: '重新入户: marked lines are visited all the same',
  access: 'lead.decide',
  body: z.strictObject({ requestId, leads: z.array(leadRef).min(1).max(500) }),
  reply: actReply,
});
