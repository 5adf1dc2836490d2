/**
 * For a connection over which histories are read (archive, rebuild, revive, audit): a page of one is as long as its 256
 * events are. With long notes or batches that is far more than the 4 MiB that gRPC takes if nothing is said.
 */
export const LONG_HISTORIES = { 'grpc.max_receive_message_length': 256 * 1024 * 1024 };
