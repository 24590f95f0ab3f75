import { href } from '../address.ts';
import { ApiFailure, failed } from './client.ts';

export type Uploaded = { digest: string; size: number; type: string; name: string; locationRemoved: boolean };

/** What a page that takes a sheet lets be chosen. */
export const workbooks = '.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends one file and tells how much of it has gone (0 to 1). XMLHttpRequest, because fetch cannot tell. */
export const sendFile = <T>(path: string, file: File, onProgress: (part: number) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('file', file, file.name);
    const request = new XMLHttpRequest();
    request.open('POST', href(`/api${path}`));
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () =>
      request.status >= 200 && request.status < 300
        ? resolve(request.response as T)
        : reject(failed(request.status, request.response));
    request.onerror = () => reject(new ApiFailure({ kind: 'unreachable' }));
    request.send(form);
  });

/** Keeps one file; what a form names afterwards is its digest. */
export const upload = (file: File, onProgress: (part: number) => void): Promise<Uploaded> =>
  sendFile<Uploaded>('/files', file, onProgress);
