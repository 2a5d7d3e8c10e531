import type { Pair } from './sentence.ts';

/** 入户照片. */
export const photoWords = {
  'photo.title': ['入户照片（{n}张）', 'Photos of the visit ({n})'],
  'photo.take': ['拍照', 'Take a photo'],
  'photo.choose': ['选照片', 'Choose photos'],
  'photo.sending': ['正在上传{n}张', 'Uploading {n}'],
  'photo.most': ['一次入户最多{n}张照片', 'At most {n} photos a visit'],
  'photo.unreadable': ['“{name}”不是能打开的照片', '“{name}” cannot be opened as a picture'],
  'photo.kept': [
    '照片压缩后加密保存，不保留拍摄位置。',
    'Photos are made smaller and stored encrypted, without the place they were taken.',
  ],
  'photo.no': ['照片{no}', 'Photo {no}'],
  'photo.look': ['点开查看', 'Show'],
  'photo.covered': ['不显示', 'Covered'],
  'photo.logged': ['查看照片会记入日志', 'Looking at a photo is logged'],
  'photo.not-yours': ['您的岗位不能查看照片', 'Your role may not see photos'],
  'photo.remove': ['去掉照片{no}', 'Remove photo {no}'],
} as const satisfies Record<string, Pair>;
