Console.WriteLine("Pipeline");
