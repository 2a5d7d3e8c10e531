import { CameraOutlined, CloseOutlined, PictureOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { PHOTOS_A_VISIT } from '#contract/photos.ts';
import { routes } from '#contract/routes.ts';
import { useNarrow } from '#ui/use-narrow.ts';
import { useWords } from '#ui/words-context.tsx';
import { addressOf, upload } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useSayFailure } from '../../api/use-act.ts';
import { shrinkPhoto } from './shrink-photo.ts';
import './visit-photos.css';

type FormProps = { lead: string; photos: readonly string[]; onChange: (photos: string[]) => void };

/** Photos of a visit: taken with the phone or chosen from files, made smaller, stored encrypted, listed with the draft. */
export function VisitPhotosField({ lead, photos, onChange }: FormProps) {
  const { say } = useWords();
  const { message } = App.useApp();
  const sayFailure = useSayFailure();
  const isNarrow = useNarrow();
  const [sending, setSending] = useState(0);
  const latest = useRef(photos);
  useEffect(() => {
    latest.current = photos;
  });
  const send = async (files: readonly File[]) => {
    const room = PHOTOS_A_VISIT - latest.current.length;
    if (files.length > room) void message.warning(say('photo.most', { n: PHOTOS_A_VISIT }));
    for (const file of files.slice(0, room)) {
      setSending((n) => n + 1);
      const small = await shrinkPhoto(file);
      if (small === undefined) void message.error(say('photo.unreadable', { name: file.name }));
      else {
        try {
          const stored = await upload(routes.addVisitPhoto, small, { requestId: crypto.randomUUID() }, { id: lead });
          latest.current = [...latest.current, stored.id];
          onChange([...latest.current]);
        } catch (failure) {
          sayFailure(failure);
        }
      }
      setSending((n) => n - 1);
    }
  };
  const full = photos.length >= PHOTOS_A_VISIT;
  return (
    <section>
      <h3>{say('photo.title', { n: photos.length })}</h3>
      <ul className="photos">
        {photos.map((photo, index) => (
          <PhotoTile
            key={photo}
            lead={lead}
            photo={photo}
            no={index + 1}
            onRemove={() => onChange(photos.filter((each) => each !== photo))}
          />
        ))}
      </ul>
      <div className="row">
        {isNarrow && <Choose label={say('photo.take')} camera disabled={full} onFiles={send} />}
        <Choose label={say('photo.choose')} disabled={full} onFiles={send} />
        {sending > 0 && <span role="status">{say('photo.sending', { n: sending })}</span>}
      </div>
      <p className="muted">{say('photo.kept')}</p>
    </section>
  );
}

type ChooseProps = { label: string; camera?: boolean; disabled: boolean; onFiles: (files: File[]) => Promise<void> };

function Choose({ label, camera = false, disabled, onFiles }: ChooseProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept="image/*"
        {...(camera ? { capture: 'environment' as const } : { multiple: true })}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void onFiles(files);
        }}
      />
      <Button
        icon={camera ? <CameraOutlined /> : <PictureOutlined />}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}

/** The photos of a visit that was written down, covered until somebody who may looks at one. */
export function VisitPhotos({ lead, photos }: { lead: string; photos: readonly string[] }) {
  const { say } = useWords();
  if (photos.length === 0) return null;
  return (
    <section>
      <h3>{say('photo.title', { n: photos.length })}</h3>
      <ul className="photos">
        {photos.map((photo, index) => (
          <PhotoTile key={photo} lead={lead} photo={photo} no={index + 1} />
        ))}
      </ul>
    </section>
  );
}

type TileProps = { lead: string; photo: string; no: number; onRemove?: () => void };

/** Covered at first: a look is written to the log, so it is asked for. Without the permission it stays covered. */
function PhotoTile({ lead, photo, no, onRemove }: TileProps) {
  const { say } = useWords();
  const mayLook = useMay('photo.read');
  const [open, setOpen] = useState(false);
  const address = addressOf(routes.visitPhoto, { params: { id: lead, photo } });
  return (
    <li className="photo">
      {open ? (
        <a href={address} target="_blank" rel="noreferrer">
          <img src={address} alt={say('photo.no', { no })} />
        </a>
      ) : (
        <button
          type="button"
          className="photo-cover"
          disabled={!mayLook}
          title={mayLook ? say('photo.logged') : say('photo.not-yours')}
          onClick={() => setOpen(true)}
        >
          <PictureOutlined />
          <span>{say('photo.no', { no })}</span>
          <span>{mayLook ? say('photo.look') : say('photo.covered')}</span>
        </button>
      )}
      {onRemove && (
        <Button
          className="photo-remove"
          size="small"
          shape="circle"
          icon={<CloseOutlined />}
          aria-label={say('photo.remove', { no })}
          onClick={onRemove}
        />
      )}
    </li>
  );
}
