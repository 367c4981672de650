/** Runs in the page, where nothing else of this file is known: whether what the editor keeps in the browser contains each of the words. */
export async function storageHas(wanted: string[]): Promise<boolean> {
  const request = <T>(asked: IDBRequest<T>): Promise<T> =>
    new Promise((accept, reject) => {
      asked.onsuccess = () => {
        accept(asked.result);
      };
      asked.onerror = () => {
        reject(new Error('The database cannot be read.'));
      };
    });
  let all = '';
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await request(indexedDB.open(name));
    all += JSON.stringify(await request(database.transaction('ItemTable').objectStore('ItemTable').getAll()));
    database.close();
  }
  return wanted.every(word => all.includes(word));
}

/** Runs in a page likewise: opens what the editor keeps, until the page is closed. */
export async function holdStorage(): Promise<void> {
  for (const { name = '' } of await indexedDB.databases())
    await new Promise(accept => {
      const request = indexedDB.open(name);
      request.onsuccess = request.onerror = accept;
    });
}
