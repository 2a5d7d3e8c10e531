const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

/**
 * The picture as a JPEG of at most 1600 pixels a side, upright, without what the camera wrote into the file (place, device).
 * Undefined when the browser cannot read it as a picture.
 */
export async function shrinkPhoto(file: File): Promise<File | undefined> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(unreadable);
  if (picture === undefined) return undefined;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (pen === null) return undefined;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  return blob === null ? undefined : new File([blob], 'photo.jpg', { type: 'image/jpeg' });
}

/** A file that is no picture is an answer here, said to the person who chose it. */
function unreadable(): undefined {
  return undefined;
}
