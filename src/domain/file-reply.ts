/** A stored file as an answer; the HTTP side streams it. */
export type FileReply = {
  path: string;
  filename: string;
  mimeType: string;
  sha256: string;
};
