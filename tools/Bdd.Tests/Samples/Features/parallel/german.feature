# language: de
Funktionalität: Auf Deutsch
  Szenario: Zählen
    Angenommen a counter at 1
    Wenn 1 is added
    Und I pass by
    Dann the counter is at 2
