import type { TemporalTarget } from '../temporal/target';

/** What a namespace lacks. */
export type Lack =
  { what: 'namespace' } | { what: 'retention' } | { what: 'attributes'; attributes: Readonly<Record<string, string>> };

/** A namespace lacks something that this account may not change; the message is what to have done. */
export class NamespaceUnfit extends Error {
  override readonly name = 'NamespaceUnfit';

  constructor({ address, namespace }: TemporalTarget, lacks: readonly Lack[]) {
    super(
      [
        `Namespace "${namespace}" at ${address} is not ready for Redress, and this account may not change it. Have it done:`,
        ...lacks.flatMap((lack) => onACluster(namespace, lack)),
        'On Temporal Cloud, in its web console, or with tcld:',
        ...lacks.flatMap((lack) => inTheCloud(namespace, lack)),
      ].join('\n'),
    );
  }
}

function onACluster(namespace: string, lack: Lack): string[] {
  const operator = '  temporal operator';
  switch (lack.what) {
    case 'namespace':
      return [`${operator} namespace create --namespace ${namespace} --retention 90d`];
    case 'retention':
      return [`${operator} namespace update --namespace ${namespace} --retention 90d`];
    case 'attributes':
      return Object.entries(lack.attributes).map(
        ([name, type]) => `${operator} search-attribute create --namespace ${namespace} --name ${name} --type ${type}`,
      );
  }
}

function inTheCloud(namespace: string, lack: Lack): string[] {
  switch (lack.what) {
    case 'namespace':
      return [`  tcld namespace create --namespace ${namespace} --retention-days 90 …`];
    case 'retention':
      return [`  tcld namespace retention set --namespace ${namespace} --retention-days 90`];
    case 'attributes':
      return [
        `  tcld namespace search-attributes add --namespace ${namespace} \\`,
        ...Object.entries(lack.attributes).map(([name, type], i, all) => {
          return `    --search-attribute "${name}=${type}"${i < all.length - 1 ? ' \\' : ''}`;
        }),
      ];
  }
}
