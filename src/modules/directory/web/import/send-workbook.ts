import type { ImportPreviewView } from '../../../../kernel/view/organisation.ts';
import { href } from '../../../../web/address.ts';
import { ApiFailure, failed } from '../../../../web/api/client.ts';

/** Sends a workbook to be looked at and tells how much of it has gone (0 to 1). XMLHttpRequest, because fetch cannot tell. */
export const sendWorkbook = (file: File, onProgress: (part: number) => void): Promise<ImportPreviewView> =>
  new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('file', file, file.name);
    const request = new XMLHttpRequest();
    request.open('POST', href('/api/directory/import/preview'));
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () =>
      request.status === 200
        ? resolve(request.response as ImportPreviewView)
        : reject(failed(request.status, request.response));
    request.onerror = () => reject(new ApiFailure({ kind: 'unreachable' }));
    request.send(form);
  });
