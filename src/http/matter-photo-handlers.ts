import { createHash } from 'node:crypto';
import { loadMatter, type MatterFile } from '#commands/matter-file.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { PHOTO_BYTES } from '#contract/photos.ts';
import { AppError } from '#domain/values/app-error.ts';
import { readStoredFile, storePhoto } from '#files/file-store.ts';
import { insertAudit } from '#store/audit-log.ts';
import type { Handlers } from './handler.ts';
import type { Services } from './services.ts';

/** Photos of acts on a matter: in with the act, out one by one, each look written down. */
export function matterPhotoHandlers(services: Services): Pick<Handlers, 'addMatterPhoto' | 'matterPhoto'> {
  const { runner, filesFolder } = services;
  return {
    addMatterPhoto({ params, query, uploads }, caller) {
      const [upload] = uploads;
      if (!upload || uploads.length > 1) throw new AppError('bad-request', { field: 'file', why: 'one' });
      const input = { matter: params.id, hash: createHash('sha256').update(upload.bytes).digest('hex') };
      const call = { kind: 'add-matter-photo', requestId: query.requestId, input };
      return runCommand(runner, caller.actor, caller.now, call, async (context) => {
        const { row } = await loadMatter(context, params.id);
        const stored = await storePhoto(
          context.tx,
          context.keys,
          filesFolder,
          { ...upload, most: PHOTO_BYTES },
          { town: row.town, village: row.village, uploadedBy: context.actor.account, at: context.now.at },
        );
        return { id: stored.id, bytes: stored.bytes };
      });
    },
    matterPhoto: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const file = await loadMatter(context, params.id);
        const photo = await readStoredFile(context.tx, context.keys, filesFolder, params.photo);
        const own = photo.purpose === 'photo' && photo.uploadedBy === context.actor.account;
        if (!own && !photosOfActs(file).includes(photo.id)) throw new AppError('not-found', { what: 'file' });
        await insertAudit(context.tx, {
          county: context.keys.county,
          at: context.now.at,
          actor: context.actor.account,
          kind: 'reveal',
          subject: ['matter-photo', params.id, photo.id],
          result: 'done',
          requestId: caller.requestId,
          address: caller.address,
        });
        const ending = photo.mediaType === 'image/png' ? 'png' : 'jpg';
        return { bytes: photo.content, mediaType: photo.mediaType, name: `${photo.id}.${ending}` };
      }),
  };
}

/** Photos the acts of a matter name, the latest act first. */
export function photosOfActs(file: MatterFile): string[] {
  return file.state.acts
    .toReversed()
    .flatMap(({ values }) => (Array.isArray(values['照片']) ? values['照片'].map(String) : []));
}
