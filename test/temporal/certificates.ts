import { generate } from 'selfsigned';

/** A certificate and its key, as PEM. */
export interface Pair {
  cert: string;
  key: string;
}

const SHORT = { keyType: 'ec', algorithm: 'sha256' } as const;

/** A certificate authority of the test's own. */
export async function authority(name: string): Promise<Pair> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...SHORT,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert, key };
}

/** A certificate that an authority has signed, good for server and client; a server's for a name and 127.0.0.1. */
export async function signedBy(ca: Pair, name: string): Promise<Pair> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...SHORT,
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: name },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert, key };
}
