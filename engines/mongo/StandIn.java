import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * Serves a MongoDB subset from one H2 file, where no mongod can be had.
 *
 * <p>Arguments: host, port, file. Ends cleanly on SIGTERM; after a kill the file holds everything that was acknowledged.
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
    Committing(MVStore store) {
      super(store);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
      Document answer = super.handleMessage(message);
      if (WRITES.contains(message.getDocument().keySet().iterator().next())) commit();
      return answer;
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

  private StandIn() {}

  public static void main(String[] args) {
    String host = args[0];
    int port = Integer.parseInt(args[1]);
    String file = args[2];

    KeyOrder.establish(file);
    MVStore store = new MVStore.Builder().fileName(file).open();
    MongoServer server = new MongoServer(new Committing(store).version(ANNOUNCED));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.shutdownNow();
                  store.close();
                }));
    server.bind(host, port);
    System.out.println("listening on " + host + ":" + port + ", data in " + file);
  }
}
