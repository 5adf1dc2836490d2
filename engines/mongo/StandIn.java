import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.List;
import org.h2.mvstore.MVStore;

/**
 * Serves a MongoDB subset from one H2 file, where no mongod can be had.
 *
 * <p>Arguments: host, port, file. Ends cleanly on SIGTERM; after a kill the file holds everything that was written more
 * than {@link #AUTO_COMMIT_DELAY_MS} before it.
 */
public final class StandIn {
  /** H2's own default of a second is more than a read model should lose at a kill. */
  private static final int AUTO_COMMIT_DELAY_MS = 100;

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

  private StandIn() {}

  public static void main(String[] args) {
    String host = args[0];
    int port = Integer.parseInt(args[1]);
    String file = args[2];

    MVStore store = new MVStore.Builder().fileName(file).open();
    store.setAutoCommitDelay(AUTO_COMMIT_DELAY_MS);
    MongoServer server = new MongoServer(new H2Backend(store).version(ANNOUNCED));
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
