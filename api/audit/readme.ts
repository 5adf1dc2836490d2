/** What stands first in an evidence pack: what is in it, and how anybody checks it. */
export function readmeOf(no: string, at: string): string {
  return `# ${no}

证据包，导出于 ${at}。Evidence pack, made at ${at}.

## 内容

| 文件 | 内容 |
| --- | --- |
| events.jsonl | 全部事件，按存储原样，每行一条：序号、原文、前一条的哈希、本条的哈希；个人信息保持加密 |
| head.json | 编号、事件数、最后一条的哈希，以及导出时系统核验的结果；附上的文件的 SHA-256 和比对结果（文件本身不在包内） |
| documents/ | 可打印的登记表和处理报告（中文、英文）；未能生成的，head.json 写明原因 |
| access.jsonl | 对本件的查看和被拒绝的请求，最新的在前 |
| SHA256SUMS | 以上各文件的 SHA-256 |
| verify.mjs | 离线核验程序 |

## 核验

解压后在该文件夹运行 \`node verify.mjs\`（Node.js 18 或以上），不需要网络、密钥或本系统。也可自行计算：每条的哈希是 SHA-256(前一条的哈希 + 换行 + 原文)，第一条之前为空。

哈希链只能证明“到最后一条为止未被改动”。请把 head.json 中的 head 与另行保存的记录或流程引擎中的历史对照。

## Contents

| file | has |
| --- | --- |
| events.jsonl | every event as it is stored, a line each: number, text, hash of the one before, its own hash; personal data stay sealed |
| head.json | number, how many events, hash of the last, and what the system found when the pack was made; the SHA-256 of each attached file and how it compared (the files themselves are not in the pack) |
| documents/ | register form and report as printed (Chinese, English); head.json says why one is missing |
| access.jsonl | who read this file and who was refused, the newest first |
| SHA256SUMS | SHA-256 of each of these files |
| verify.mjs | checks the pack offline |

## Verify

Unpack it and run \`node verify.mjs\` in the folder (Node.js 18 or later). It needs no network, no key and nothing of this system. Or compute it yourself: the hash of an event is SHA-256(hash before + line break + text); before the first it is empty.

The chain proves that nothing up to its last event was altered. Compare \`head\` in head.json with one that you noted elsewhere, or with the history in the engine.
`;
}
