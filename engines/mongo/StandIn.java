import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.io.File;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * Serves a MongoDB subset from one H2 file, where no mongod can be had.
 *
 * <p>Arguments: host, port, file. Ends cleanly on SIGTERM; after a kill the file holds everything that was acknowledged.
 * Where little room is left on the disk, or the file can't be written, writes are refused with MongoDB's own codes and
 * reads go on. H2 closes a store whose write has failed, and it stays closed: then this ends, for whoever runs it to start
 * it again.
 */
public final class StandIn {
  /** Commands after which there is something to keep. */
  private static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "findAndModify", "create", "createIndexes", "drop", "dropDatabase");

  /** The library announces wire version 8 at most; the driver refuses servers below 9. */
  private static final MongoVersion ANNOUNCED =
      new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
          return List.of(5, 0, 0);
        }

        @Override
        public int getWireVersion() {
          return 13;
        }
      };

  /** Says that something is written once it is in the file: whoever was told so forgets what they wrote. */
  private static final class Committing extends H2Backend {
    private final File file;

    Committing(MVStore store, File file) {
      super(store);
      this.file = file;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
      boolean isWrite = WRITES.contains(message.getDocument().keySet().iterator().next());
      try {
        requireOpen();
        if (isWrite) requireWritable();
        Document answer = super.handleMessage(message);
        if (isWrite) commit();
        return answer;
      } catch (MongoServerError refused) {
        throw refused;
      } catch (RuntimeException failure) {
        requireOpen();
        throw failure;
      }
    }

    private void requireOpen() {
      if (getMvStore().isClosed()) throw new MongoServerError(91, "ShutdownInProgress", "the store is closed");
    }

    /** H2 takes writes to a file that it can't write, and forgets them. */
    private void requireWritable() {
      if (getMvStore().isReadOnly())
        throw new MongoServerError(10107, "NotWritablePrimary", "the store can't be written: " + file);
      long left = file.getUsableSpace();
      if (left < RESERVE_BYTES)
        throw new MongoServerError(14031, "OutOfDiskSpace", (left >> 20) + " MiB are left on the disk of " + file);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
      return new InOrder(name);
    }

    /** Its indexes are in our order. */
    private final class InOrder extends H2Database {
      InOrder(String name) {
        super(name, getMvStore(), getCursorRegistry());
      }

      @Override
      protected Index<Object> openOrCreateUniqueIndex(
          String collection, String index, List<IndexKey> keys, boolean sparse) {
        KeyOrder.open(getMvStore(), getFullCollectionNamespace(collection) + KeyOrder.INDEX + index);
        return super.openOrCreateUniqueIndex(collection, index, keys, sparse);
      }
    }
  }

  /** So much stays free for what has begun: the largest message, and what H2 writes when it tidies up. */
  private static final long RESERVE_BYTES = 32L << 20;

  private static final int WATCH_EVERY_MS = 500;
  /** By sysexits.h: an error of input or output; a failure that passes. */
  private static final int IO_ERROR = 74;
  private static final int TEMPORARY = 75;

  private StandIn() {}

  /** Ends at once: there is nothing to save, and an orderly end would wait for what failed. */
  private static void end(int code, String why) {
    System.out.println(why);
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }

  /** Ends when the store can't serve any longer, or could serve better from its start. */
  private static void watch(MVStore store, File file) {
    try {
      while (true) {
        Thread.sleep(WATCH_EVERY_MS);
        if (store.isClosed()) end(IO_ERROR, "ends: the store is closed, because: " + store.getPanicException());
        if (store.isReadOnly() && file.canWrite()) end(TEMPORARY, "ends: " + file + " can be written again");
      }
    } catch (InterruptedException ended) {
      // An orderly end has begun.
    }
  }

  public static void main(String[] args) {
    String host = args[0];
    int port = Integer.parseInt(args[1]);
    String file = args[2];

    KeyOrder.establish(file);
    MVStore store = new MVStore.Builder().fileName(file).open();
    MongoServer server = new MongoServer(new Committing(store, new File(file)).version(ANNOUNCED));
    Thread watch = new Thread(() -> watch(store, new File(file)), "watch");
    watch.setDaemon(true);
    watch.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  watch.interrupt();
                  server.shutdownNow();
                  store.close();
                }));
    server.bind(host, port);
    System.out.println("listening on " + host + ":" + port + ", data in " + file);
  }
}
