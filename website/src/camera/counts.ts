/** What happened since the camera was started. */
export class Counts {
  /** whole photographs that came of captures */
  taken = 0;
  /** of those, how many showed nothing new */
  alike = 0;
  /** put into the queue */
  kept = 0;
  /** taken by the server */
  sent = 0;
  /** attempts that have to be repeated: network, or a server that is busy or broken */
  postponed = 0;
  /** that the server will never take */
  refused = 0;
  /** that were thrown away unsent: the queue was full, or the disk, or they were a day old */
  dropped = 0;
  /** captures that came to nothing, … */
  failed = 0;
  /** … of which so many hung and were killed */
  hung = 0;

  /** In one line. */
  told(waiting: number): string {
    const { taken, alike, sent, postponed, refused, dropped, failed, hung } = this;
    return (
      `${taken} taken, ${alike} alike, ${sent} sent, ${waiting} waiting, ${postponed} attempts postponed, ` +
      `${refused} refused, ${dropped} dropped, ${failed} captures failed (${hung} hung)`
    );
  }
}
